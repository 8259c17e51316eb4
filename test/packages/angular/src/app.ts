import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { Tool, TranscriptDetail } from 'voice-live-agent';
import 'voice-live-agent';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <p id="said">{{ said() }}</p>
    <voice-live-agent token-url="/voice/token" [session]="session" [tools]="tools" (vla-transcript)="take($event)" />
  `,
})
export class App {
  readonly said = signal('');
  readonly session = { temperature: 0.7 };
  readonly tools: Tool[] = [
    {
      name: 'get_weather',
      description: 'The weather in a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      handler: () => ({ sky: 'clear', by: 'angular' }),
    },
  ];

  take({ detail }: CustomEvent<TranscriptDetail>): void {
    if (detail.role === 'agent' && detail.final) this.said.set(detail.text);
  }
}
