/** What may be wrong with what was typed. */
export type SubjectProblem =
  | 'nameMissing'
  | 'nameShort'
  | 'nameLong'
  | 'nameCharacters'
  | 'nameDots'
  | 'idNumberMissing'
  | 'idNumberShort'
  | 'idNumberLong'
  | 'idNumberCharacters'
  | 'idNumberWrong'

/** Stands under the field. */
export const PROBLEM_TEXTS: Record<SubjectProblem, string> = {
  nameMissing: '请填写身份证上的姓名。',
  nameShort: '姓名还没有填完整。',
  nameLong: '姓名太长了，请照着身份证核对。',
  nameCharacters: '请只填汉字，名字中间的点用“·”。',
  nameDots: '请检查名字中间的点。',
  idNumberMissing: '请填写身份证号码。',
  idNumberShort: '号码还没有填完，一共是十八位。',
  idNumberLong: '号码多了几位，一共是十八位。',
  idNumberCharacters: '请只填数字，最后一位可以是 X。',
  idNumberWrong: '号码里可能有一位填错了，请照着身份证核对。',
}

export const SUBJECT_TEXTS = {
  title: '请填写身份证上的信息',
  name: '姓名',
  namePlaceholder: '身份证上的姓名',
  dot: '名字里有点',
  idNumber: '身份证号码',
  idNumberPlaceholder: '十八位号码',
  use: '只用于这一次核验，不会存在这部手机里。',
  next: '下一步',
}
