/** The part names and slots that `<voice-live-agent>` passes between the page and the face, in every variant. */
import { html } from 'lit';

export const PANEL_PARTS =
  'panel,header,orb,status,captions,transcript,message,message-user,message-agent,copy,consent,card,composer,input,send,mic,mute,end,menu,error';

export const PANEL_SLOTS = html`<slot name="header" slot="header"></slot><slot name="greeting" slot="greeting"></slot
  ><slot name="consent" slot="consent"></slot><slot name="handoff" slot="handoff"></slot
  ><slot name="footer" slot="footer"></slot>`;
