/** Tells the page what a Foundry voice agent does with others: handoffs to its own behaviours, and questions to other agents. */
import type { HandoffDetail, SubagentDetail } from '../../contract/events.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import type { AgentEvent, Notice } from '../../../worker/contract/conversation.js';

type Status = HandoffDetail['status'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A behaviour in `session.handoff.nodes`. */
interface Behaviour {
  readonly id?: unknown;
  readonly description?: unknown;
}

export const create = (agent: FeatureContext): Feature => ({
  onNotice(notice: Notice) {
    if (notice.kind !== 'agent') return;
    const { event } = notice;
    const status = event.type.split('.').at(-1) as Status;
    if (event.type.startsWith('session.handoff.'))
      agent.emit('vla-handoff', handoffOf(event, status, behaviours(agent)));
    else agent.emit('vla-subagent', subagentOf(event, status));
  },
});

function behaviours({ conversation }: FeatureContext): readonly Behaviour[] {
  const nodes = conversation.session?.handoff?.nodes;
  return Array.isArray(nodes) ? (nodes as readonly Behaviour[]) : [];
}

function handoffOf(event: AgentEvent, status: Status, nodes: readonly Behaviour[]): HandoffDetail {
  const to = textOf(event['to_node_id']);
  const description = textOf(nodes.find(({ id }) => id === to)?.description);
  const reason = textOf(event['reason']);
  const duration = event['duration_ms'];
  return {
    status,
    handoffId: textOf(event['handoff_id']),
    from: textOf(event['from_node_id']),
    to,
    ...(description && { description }),
    ...(reason && { reason }),
    ...(typeof duration === 'number' && { durationMs: duration }),
  };
}

function subagentOf(event: AgentEvent, status: Status): SubagentDetail {
  const reason = textOf(event['reason']);
  return {
    status,
    consultationId: textOf(event['consultation_id']),
    name: textOf(event['subagent_name']),
    ...(reason && { reason }),
  };
}
