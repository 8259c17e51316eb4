/** The avatar: who is seen, and how the video travels. */
import type { AvatarConfigTypes, AvatarOutputProtocol, PhotoAvatarBaseModes } from '../enums.js';

export interface AvatarConfig {
  /** Default "video-avatar"; since 2026-01-01-preview. */
  readonly type?: AvatarConfigTypes;
  /** Optional on the way up; the service fills it in session.updated. */
  readonly ice_servers?: readonly IceServer[];
  readonly character: string;
  readonly style?: string;
  /** Needed for photo-avatar. Since 2026-01-01-preview. */
  readonly model?: PhotoAvatarBaseModes;
  /** Required by the types; the docs photo-avatar example leaves it out. */
  readonly customized: boolean;
  readonly video?: VideoParams;
  /** For photo avatars. Since 2026-01-01-preview. */
  readonly scene?: Scene;
  /** Default "webrtc"; since 2026-01-01-preview. */
  readonly output_protocol?: AvatarOutputProtocol;
  /** Also sends the audio on the WebSocket. Default false; since 2026-01-01-preview. */
  readonly output_audit_audio?: boolean;
}

export interface Background {
  /** Hex such as #00FF00FF; not together with image_url. */
  readonly color?: string;
  /** Not together with color. */
  readonly image_url?: string;
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface Scene {
  /** Default 0; above 0. */
  readonly zoom?: number;
  /** Share of the picture; default 0; -1 to 1. */
  readonly position_x?: number;
  /** Share of the picture; default 0; -1 to 1. */
  readonly position_y?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_x?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_y?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_z?: number;
  /** Default 0; above 0, to 1. */
  readonly amplitude?: number;
}

export interface VideoCrop {
  /** [x, y], not negative. 2 numbers. */
  readonly top_left: readonly number[];
  /** [x, y], not negative. 2 numbers. */
  readonly bottom_right: readonly number[];
}

export interface VideoParams {
  /** Default 2000000. */
  readonly bitrate?: number;
  /** Default "h264". */
  readonly codec?: 'h264';
  readonly crop?: VideoCrop;
  readonly resolution?: VideoResolution;
  readonly background?: Background;
  /** Default 10; 1 to 2000. */
  readonly gop_size?: number;
}

export interface VideoResolution {
  /** At least 1. */
  readonly width: number;
  /** At least 1. */
  readonly height: number;
}
