import type { Settings } from '../bridge'
import type { ProgramData, ThemeVariables, WindowConfig } from '../program-data'
import type { OpenPage, PageStack } from './page-stack'
import type { BarLook } from './screen'

/** Whether the mini-program is drawn dark: the phone's theme counts only with `darkmode`. */
export function isDark({ app }: ProgramData, { theme }: Settings): boolean {
  return app.darkmode === true && theme === 'dark'
}

/** The page that the mini-program opens with. */
export function homePageOf({ app, pages }: ProgramData): string {
  return app.entryPagePath ?? pages[0] ?? ''
}

/** Navigation bar and background of the page in front, from app.json, its JSON and its own calls. */
export function lookOf(
  page: OpenPage,
  stack: PageStack,
  program: ProgramData,
  settings: Settings,
): BarLook {
  const config: WindowConfig = { ...program.app.window, ...page.record.config }
  const dark = isDark(program, settings)
  const colour = (value: string | undefined) => themeColour(value, program.themes, dark)
  const ink = page.bar.ink ?? colour(config.navigationBarTextStyle) ?? (dark ? 'white' : 'black')
  const isFirst = stack.pages().length === 1
  const isHome = page.record.is === homePageOf(program) || stack.isTab(page.record.is)
  return {
    title: page.bar.title ?? config.navigationBarTitleText ?? '',
    custom: config.navigationStyle === 'custom',
    background:
      page.bar.background ?? colour(config.navigationBarBackgroundColor) ?? 'var(--mp-bar)',
    pageBackground: colour(config.backgroundColor) ?? '',
    ink: ink === 'white' ? 'white' : 'black',
    canGoBack: !isFirst,
    canGoHome: isFirst && !isHome,
    loading: page.bar.loading === true,
  }
}

/** `@name` in app.json stands for the theme's colour. */
function themeColour(value: string | undefined, themes: ThemeVariables, dark: boolean) {
  return value?.startsWith('@') ? themes[dark ? 'dark' : 'light'][value.slice(1)] : value
}
