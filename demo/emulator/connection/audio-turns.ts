/** Handlers of `input_audio.turn.*`. */
import { concatSamples } from '../audio/pcm.js';
import { invalidValue } from '../shared/result.js';
import type { Handlers } from './handler.js';
import { decodeAppend } from './decode-append.js';
import { commitTurn } from './turn-taking.js';

const noTurn = (turnId: string) => invalidValue('turn_id', `There is no open turn '${turnId}'.`);

/**
 * Turns that are named by the client. No document says what the service does with them. Here the end of a turn has the same
 * effect as `input_audio_buffer.commit`, and the client requests the response.
 */
export const audioTurnHandlers: Pick<
  Handlers,
  'input_audio.turn.start' | 'input_audio.turn.append' | 'input_audio.turn.end' | 'input_audio.turn.cancel'
> = {
  'input_audio.turn.start'({ audioTurns }, { turn_id: id }) {
    if (audioTurns.has(id)) return invalidValue('turn_id', `The turn '${id}' is open already.`);
    audioTurns.set(id, []);
    return undefined;
  },

  'input_audio.turn.append'({ audioTurns, session }, { turn_id: id, audio }) {
    const before = audioTurns.get(id);
    if (!before) return noTurn(id);
    const heard = decodeAppend(session, audio);
    if (!heard.ok) return heard.fault;
    audioTurns.set(id, [...before, heard.value.voice]);
    return undefined;
  },

  'input_audio.turn.end'(connection, { turn_id: id }) {
    const pieces = connection.audioTurns.get(id);
    if (!pieces) return noTurn(id);
    const pcm = concatSamples(pieces);
    if (pcm.length === 0) return invalidValue('turn_id', `The turn '${id}' has no audio.`);
    connection.audioTurns.delete(id);
    commitTurn(connection, { pcm, rateHz: connection.session.input_audio_sampling_rate });
    return undefined;
  },

  'input_audio.turn.cancel'({ audioTurns }, { turn_id: id }) {
    return audioTurns.delete(id) ? undefined : noTurn(id);
  },
};
