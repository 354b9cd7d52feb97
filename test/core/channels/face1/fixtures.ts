/** 2026-11-20 12:00 in China. */
export const START = 1_795_147_200
/** 张三, by md5sum. */
export const NAME_MD5 = '615db57aa314529aaa0fbe95b3e95bd3'
/** 110000199003071231, by md5sum. */
export const NUMBER_MD5 = 'ef4725428e482ad436531a44d19c7156'

/** What the server holds of an attempt. */
export const HOLDER = {
  nameMd5: NAME_MD5,
  idNumberMd5: NUMBER_MD5,
  checkAliveType: 2,
  owner: 'oX-openid-0001',
  startedAt: START,
  now: START + 120,
}

/** An answer of getinfo with which it passes. */
export const GOOD = {
  errcode: 0,
  errmsg: 'ok',
  identify_ret: 0,
  identify_time: START + 90,
  finish_time: START + 90,
  validate_data: '8593',
  openid: HOLDER.owner,
  user_id_key: 'another than issued',
  id_card_number_md5: NUMBER_MD5,
  name_utf8_md5: NAME_MD5,
}
