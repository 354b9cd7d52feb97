import type { House, Json } from './wechat-client'
import { PATHS, PERSON } from './wechat-client'

export const FACE1_API = 'startFacialRecognitionVerifyAndUploadVideo'

/** A body of `getuseridkey`. */
export const SUBJECT = { name: PERSON.name, id_card_number: PERSON.idNumber }

/** A fresh `user_id_key`. */
export async function makeKey(house: House): Promise<string> {
  return String((await house.call(PATHS.getuseridkey, SUBJECT)).user_id_key)
}

export function pullInfo(house: House, verify_result: unknown): Promise<Json> {
  return house.call(PATHS.getinfo, { verify_result })
}

/** The callback of a whole visit under the outcome, with a fresh key. */
export async function visitFace1(house: House, outcome: string) {
  const userIdKey = await makeKey(house)
  house.wechat.face1.force(outcome)
  return house.wechat.face1.visit('openid-1', { userIdKey, checkAliveType: 2 })
}
