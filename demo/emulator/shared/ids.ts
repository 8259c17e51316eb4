import { randomUUID } from 'node:crypto';

export type IdKind = 'event' | 'item' | 'resp' | 'sess' | 'conv' | 'call' | 'conn' | 'mcpr' | 'aresp';

export const newId = (kind: IdKind): string => `${kind}_${randomUUID().replaceAll('-', '').slice(0, 21)}`;
