import { Agent } from './agent';

/** A server component that imports a client component. */
export default function Page() {
  return (
    <main>
      <h1>Next.js 16</h1>
      <Agent />
    </main>
  );
}
