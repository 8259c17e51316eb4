/** The conversation as a text of its own: to be copied, or kept as a file. */
import type { Message } from '../../../worker/contract/conversation.js';
import type { Labels } from '../../i18n/labels.js';

type Names = Pick<Labels, 'you' | 'agent' | 'not-heard'>;

/** One paragraph a message, what was never heard in brackets. */
export function transcriptText(messages: readonly Message[], labels: Names): string {
  return messages
    .filter(({ text, unheard }) => text !== '' || unheard !== '')
    .map(({ role, text, unheard }) => {
      const lost = unheard.trim() && ` (${labels['not-heard']} ${unheard.trim()})`;
      return `${role === 'user' ? labels.you : labels.agent}: ${text}${lost}`;
    })
    .join('\n\n');
}

/** Hands the visitor a file. Nothing leaves the browser. */
export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // some browsers fetch it only later
}

/** Such as `conversation-2026-11-21.txt`, by the visitor's own calendar. */
export function transcriptName(now = new Date()): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `conversation-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.txt`;
}

/** Whether it worked: frames and old browsers may not have the clipboard, and then a selection is copied. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy'); // deprecated, and the only way that is left here
  area.remove();
  (focused as HTMLElement | null)?.focus?.();
  return copied;
}
