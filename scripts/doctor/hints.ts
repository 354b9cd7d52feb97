/** How to mend a variable that is missing or wrong: where its value comes from, and its shape. */
export const HINTS: Readonly<Record<string, string>> = {
  SHIMING_MODE: 'production, or sandbox to try it out; leave it out in production',
  HOST: 'the address to listen at; 127.0.0.1 behind a reverse proxy, 0.0.0.0 in a container',
  PORT: 'the port to listen at, 8080 by default',
  STORE: 'pglite (embedded), postgres (several servers) or cloudbase (cloud functions)',
  DATA_DIR: 'the folder of the embedded store; it must outlive the process',
  DATABASE_URL: 'postgres://user:password@host:5432/database?sslmode=verify-full',
  PII_KEYS:
    'id:base64 of 32 random bytes: echo "k1:$(openssl rand -base64 32)"; the first seals, so a new one goes in front and the old one stays',
  PII_INDEX_KEY: 'base64 of 32 random bytes: openssl rand -base64 32; never change it later',
  CHANNELS: 'a comma list of channels that are configured; leave it out to offer all of them',
  SESSION_TTL_S: 'seconds that a session stays open, 1800 by default',
  MAX_ATTEMPTS: 'how many attempts may fail, 5 by default',
  RETENTION_S: 'seconds until identity and evidence are erased, 2592000 (30 days) by default',
  LIMIT_OPEN_PER_OWNER_PER_HOUR: 'sessions per person and hour, 20 by default',
  LIMIT_START_PER_SUBJECT_PER_DAY: 'attempts per claimed ID number and day, 10 by default',
  UPSTREAM_TIMEOUT_MS: 'milliseconds for one whole exchange with upstream, 8000 by default',
  TRUST_WX_HEADERS: '1 only where nothing but WeChat Cloud Run can reach the server, else 0',
  PURPOSES: 'a comma list of the purposes that may be named; leave it out to allow any',
  RECORDS_API_KEY: '32 characters or more: openssl rand -hex 32',
  NOTICE: 'JSON with your own wording of the notice; leave it out for the built-in texts',
  NOTICE_FILE: 'the path of a JSON file that this process may read',
  WECHAT_ENDPOINT: 'https://api.weixin.qq.com; leave it out',
  WECHAT_APP_ID: 'the AppID of your mini-program: 微信公众平台 → 开发管理 → 开发设置',
  WECHAT_APP_SECRET: 'the AppSecret beside the AppID; shown once, when it is made',
  IAUTH_ENDPOINT: 'https://iauth.wecity.qq.com; leave it out unless the vendor names another',
  IAUTH_APP_ID: "iauth's own short number, from the vendor; not the WeChat AppID",
  IAUTH_SECRET_KEY: 'the key for signatures, from the vendor',
  IAUTH_AES_KEY: 'the 32-character key for results, from the vendor; not the one for signatures',
  IAUTH_SIGN_TTL_S: 'seconds that a signature is good for, 600 by default',
  IAUTH_ENTRY_API: 'the interface that the entry signature names, appauth by default',
  IAUTH_CRYPT_TYPE: '3 (AES-256-ECB), or empty so that it is not sent',
  IAUTH_INFO_TYPE: '1 (text only) or 0 (with pictures)',
  IAUTH_MINIPROGRAM_APP_ID: 'the AppID of the iauth mini-program that the vendor names',
  IAUTH_MINIPROGRAM_PATH: 'its page, page/component/pages/index/index by default',
  IAUTH_ENV_VERSION: 'release; develop and trial only for tests with the vendor',
  REALNAME_MCH_ID: 'the merchant number (商户号) of WeChat Pay that is bound to your AppID',
  REALNAME_CERT_SERIAL:
    'serial of the API certificate, upper case without colons: openssl x509 -in apiclient_cert.pem -noout -serial',
  REALNAME_PRIVATE_KEY:
    'apiclient_key.pem of that certificate, whole, line feeds as such or as \\n; or its path in REALNAME_PRIVATE_KEY_FILE',
  REALNAME_PRIVATE_KEY_FILE: 'the path of apiclient_key.pem; this process must be able to read it',
  REALNAME_CATEGORY_ID:
    'first and second id of your category, such as 99,904: GET https://api.weixin.qq.com/wxa/get_category',
  FACE1:
    'on or off (the default); WeChat has announced its end, so choose FACE2=on for what is new',
  FACE1_CHECK_ALIVE_TYPE:
    '2 (flashing screen if possible, else digits, the default), 1 (flashing screen) or 0 (digits)',
  FACE1_SUBJECT:
    'userIdKey (the default) or direct, with which name and number pass through the client',
  FACE1_UPLOAD_VIDEO: '1 (the default) or 0; the recording needs a legal basis of its own',
  FACE2: 'on or off (the default); on once 人脸核身 is granted: mp.weixin.qq.com → 行业能力',
  FACE2_UPLOAD_VIDEO: '0 (the default) or 1, which needs a permission and a legal basis of its own',
}

/** First words of the names that are ours: another name that begins so is a slip of the pen. */
export const PREFIXES = [
  'SHIMING_',
  'PII_',
  'LIMIT_',
  'WECHAT_',
  'IAUTH_',
  'REALNAME_',
  'FACE1',
  'FACE2',
  'OEMFACE_',
  'PAYFACE_',
  'TERMINAL_KEYS',
]
