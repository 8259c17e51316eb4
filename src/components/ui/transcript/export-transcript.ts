/** The transcript as plain text, to copy or to save as a file. */
import type { Message } from '../../../worker/contract/conversation.js';
import type { Labels } from '../../i18n/labels.js';

type Names = Pick<Labels, 'you' | 'agent' | 'not-heard'>;

/** One paragraph per message. The part of an interrupted answer that was never heard stands in brackets. */
export function transcriptText(messages: readonly Message[], labels: Names): string {
  return messages
    .filter(({ text, unheard }) => text !== '' || unheard !== '')
    .map(({ role, text, unheard }) => {
      const lost = unheard.trim() && ` (${labels['not-heard']} ${unheard.trim()})`;
      return `${role === 'user' ? labels.you : labels.agent}: ${text}${lost}`;
    })
    .join('\n\n');
}

/** Downloads `text` as a file named `name`. The file is made in the browser; nothing is sent anywhere. */
export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // some browsers read the blob only after the click
}

/** A file name such as `conversation-2026-11-21.txt`; the date is in the visitor's time zone. */
export function transcriptName(now = new Date()): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `conversation-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.txt`;
}

/**
 * Copies text; resolves to whether that worked. Frames and older browsers may refuse the clipboard API; then the text
 * is copied through a selection.
 */
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
  const copied = document.execCommand('copy'); // deprecated, but the only other way to copy
  area.remove();
  (focused as HTMLElement | null)?.focus?.();
  return copied;
}
