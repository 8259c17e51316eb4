/** `diagnose()`: what a call needs, whether it is there, and what to do where it is not. */
import type { AgentSession } from '../../session/agent-runtime.js';
import { adviceFor } from '../../i18n/owner-labels.js';
import { findings, type CheckName, type Finding } from './diagnostics.js';

/** One thing that a call needs. */
export interface Check {
  readonly check: CheckName;
  readonly ok: boolean;
  /** What was seen, for developers. Never holds a credential. */
  readonly detail: string;
  /** What to do, in the visitor's language; empty when all is well. */
  readonly fix: string;
}

export async function diagnose(session: AgentSession): Promise<readonly Check[]> {
  const told = async ({ check, detail, code, advice }: Finding): Promise<Check> => {
    if (code === undefined) return { check, ok: true, detail, fix: '' };
    const problem = { code, cause: detail, advice };
    const hint = adviceFor(problem)?.hint;
    const { fix } = await session.faultOf(problem);
    return { check, ok: false, detail: hint ? `${detail}: ${hint}` : detail, fix };
  };
  return Promise.all((await findings(session)).map(told));
}
