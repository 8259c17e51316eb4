import { css } from 'lit';

export const noteStyles = css`
  .note {
    display: flex;
    gap: 8px;
    align-items: baseline;
    padding-inline: 14px;
    color: var(--_subtle);
    font-size: 12.5px;
    overflow-wrap: anywhere;
  }
  .note i {
    flex: none;
    inline-size: 7px;
    block-size: 7px;
    border: 1px solid currentColor;
    border-radius: 50%;
  }
  .note.done i {
    background: currentColor;
  }
  .note.busy i {
    background: currentColor;
    animation: blink 0.7s ease-in alternate infinite;
  }
  .note.failed i {
    border-radius: 0;
    transform: rotate(45deg) scale(0.85);
  }
  .sources {
    padding-inline: 14px;
    margin-block-start: -4px;
    color: var(--_subtle);
    font-size: 12.5px;
  }
  .sources ul {
    display: flex;
    flex-wrap: wrap;
    column-gap: 6px;
    padding: 0;
    list-style: none;
  }
  .sources li,
  .sources a {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    max-inline-size: 100%;
    color: var(--_subtle);
    text-decoration: none;
  }
  .sources span {
    overflow: hidden;
    padding: 4px 10px;
    border: 1px solid var(--_border);
    border-radius: 99px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sources a span {
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .sources bdi {
    margin-inline-end: 5px;
    color: var(--_text);
  }
  @media (hover: hover) {
    .sources a:hover span {
      background: var(--_surface-2);
    }
  }
`;
