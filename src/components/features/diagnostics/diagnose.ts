/** `diagnose()`: what a call needs, whether it is there, and what to do where it is not. */
import type { AgentSession } from '../../session/agent-runtime.js';
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
  const told = async ({ check, detail, code }: Finding): Promise<Check> => ({
    check,
    ok: code === undefined,
    detail,
    fix: code === undefined ? '' : (await session.faultOf({ code })).fix,
  });
  return Promise.all((await findings(session)).map(told));
}
