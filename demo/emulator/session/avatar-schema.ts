import { boolean, integer, listOf, number, object, oneOf, text } from './check.js';

const side = integer({ min: 0 });
const video = object({
  bitrate: integer({ min: 1 }),
  codec: oneOf('h264'),
  crop: object({ top_left: listOf(side), bottom_right: listOf(side) }),
  resolution: object({ width: side, height: side }),
  background: object({ color: text(), image_url: text() }),
  gop_size: integer({ min: 1, max: 2000 }),
});
const shift = number({ min: -1, max: 1 });
const turn = number({ min: -Math.PI, max: Math.PI });

export const avatarSchema = object(
  {
    type: oneOf('video-avatar', 'photo-avatar'),
    ice_servers: listOf(object({ urls: listOf(text()), username: text(), credential: text() }, ['urls'])),
    character: text({ min: 1 }),
    style: text(),
    model: oneOf('vasa-1'),
    customized: boolean,
    video,
    scene: object({
      zoom: number({ min: 0 }),
      position_x: shift,
      position_y: shift,
      rotation_x: turn,
      rotation_y: turn,
      rotation_z: turn,
      amplitude: number({ min: 0, max: 1 }),
    }),
    output_protocol: oneOf('webrtc', 'websocket'),
    output_audit_audio: boolean,
  },
  ['character'],
);
