import type { ServerResponse } from 'node:http'
import { sendScreen } from './wechat-screen'
import { FACE, PERMISSION, UNSUPPORTED } from './wechat-screen-face'

/** Sends WeChat's face page 1.0: the camera's permission, then the face. */
export function sendFace1Screen(response: ServerResponse): void {
  sendScreen(response, {
    title: '人脸识别',
    flow: ['permission', 'face'],
    body: PERMISSION + FACE,
    developer: UNSUPPORTED,
  })
}
