import { BUILT_IN_TEMPLATES, STRUCTURAL_TAGS } from '../builtins/templates'
import { placeOf } from './problem'

/** An opening tag of a WXML file; `line` and `column` start at 1. */
export interface Tag {
  name: string
  line: number
  column: number
}

const COMMENT_SCRIPT_OR_EXPRESSION =
  /<!--[\s\S]*?-->|<wxs\b[^>]*>[\s\S]*?<\/wxs\s*>|\{\{[\s\S]*?\}\}/g
const ATTRIBUTE_VALUE = /"[^"]*"|'[^']*'/g
const OPENING = /<([A-Za-z][\w-]*)/g

/** The opening tags of a WXML text, in order. What stands in comments or expressions is no tag. */
export function tagsOf(wxml: string): Tag[] {
  const bare = wxml
    .replace(COMMENT_SCRIPT_OR_EXPRESSION, blank)
    .replace(/<[A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*>/g, (tag) => tag.replace(ATTRIBUTE_VALUE, blank))
  return [...bare.matchAll(OPENING)].map((match) => ({
    name: match[1] ?? '',
    ...placeOf(wxml, match.index),
  }))
}

/** Tags that are neither built in nor registered: WeChat would render them as nothing. */
export function unknownTags(wxml: string, registered: Iterable<string>): Tag[] {
  const known = new Set([...Object.keys(BUILT_IN_TEMPLATES), ...STRUCTURAL_TAGS, ...registered])
  return tagsOf(wxml).filter((tag) => !known.has(tag.name))
}

/** Same length and line breaks, so that places stay right. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
