import type { Settings } from '../bridge'
import type { WxPart } from './api'
import type { Screen } from './screen'

/** What each platform says about itself. */
const DEVICES: Record<Settings['platform'], { brand: string; model: string; system: string }> = {
  ios: { brand: 'iPhone', model: 'iPhone 15<iPhone15,4>', system: 'iOS 17.5.1' },
  android: { brand: 'Xiaomi', model: '2211133C', system: 'Android 14' },
  devtools: { brand: 'devtools', model: 'iPhone 12/13 (Pro)', system: 'iOS 10.0.1' },
  ohos: { brand: 'HUAWEI', model: 'BRA-AL00', system: 'OpenHarmony 5.0.0' },
  windows: { brand: 'microsoft', model: 'microsoft', system: 'Windows 11 x64' },
  mac: { brand: 'apple', model: 'Mac', system: 'macOS 14.5' },
}

/** Facts about phone, WeChat and window. `isDarkAware`: app.json says `darkmode`. */
export function wxDevice(settings: () => Settings, screen: Screen, isDarkAware: boolean): WxPart {
  const device = () => ({
    ...DEVICES[settings().platform],
    platform: settings().platform,
    benchmarkLevel: -1,
    abi: 'arm64-v8a',
    memorySize: 6144,
  })
  const app = () => ({
    SDKVersion: settings().sdkVersion,
    version: settings().wechatVersion,
    language: 'zh_CN',
    enableDebug: false,
    fontSizeSetting: settings().fontSize,
    fontSizeScaleFactor: settings().fontSize / 16,
    theme: isDarkAware ? settings().theme : undefined,
    host: { env: 'WeChat' },
  })
  const frame = () => {
    const { statusBar, safeBottom } = screen.sizes()
    const { width, height } = screen.root.getBoundingClientRect()
    const bottom = height - safeBottom
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: screen.viewport.clientHeight,
      statusBarHeight: statusBar,
      screenTop: height - screen.viewport.clientHeight,
      safeArea: {
        left: 0,
        right: width,
        top: statusBar,
        bottom,
        width,
        height: bottom - statusBar,
      },
    }
  }
  const system = () => ({
    bluetoothEnabled: true,
    locationEnabled: true,
    wifiEnabled: true,
    deviceOrientation: 'portrait',
  })
  const permissions = () => ({
    albumAuthorized: 'authorized',
    bluetoothAuthorized: 'not determined',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'not determined',
    locationReducedAccuracy: false,
    microphoneAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
    phoneCalendarAuthorized: 'not determined',
  })
  const everything = () => ({ ...device(), ...app(), ...frame(), ...system() })
  const menuButton = () => {
    const { left, top, right, bottom, width, height } = (
      screen.root.querySelector('.mp-capsule') ?? screen.root
    ).getBoundingClientRect()
    return { left, top, right, bottom, width, height }
  }
  return {
    async: {
      getSystemInfo: everything,
      getSystemInfoAsync: everything,
      vibrateShort: () => void navigator.vibrate?.(15),
      vibrateLong: () => void navigator.vibrate?.(400),
      setClipboardData: ({ data }) => navigator.clipboard?.writeText(String(data)).catch(() => {}),
    },
    plain: {
      getSystemInfoSync: everything,
      getAppBaseInfo: app,
      getDeviceInfo: device,
      getWindowInfo: frame,
      getSystemSetting: system,
      getAppAuthorizeSetting: permissions,
      getMenuButtonBoundingClientRect: menuButton,
    },
  }
}
