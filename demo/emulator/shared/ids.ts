import { randomUUID } from 'node:crypto';

export type IdKind =
  'event' | 'item' | 'resp' | 'sess' | 'conv' | 'call' | 'conn' | 'mcpr' | 'aresp' | 'handoff' | 'consult';

export const newId = (kind: IdKind): string => `${kind}_${randomUUID().replaceAll('-', '').slice(0, 21)}`;
