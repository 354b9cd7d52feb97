/**
 * WXML of the built-in components, compiled together with the mini-program. `<n-x>` stands for the
 * plain HTML element `x`. A tag that is missing here does not exist for the preview.
 */
export const BUILT_IN_TEMPLATES: Record<string, string> = {
  view: '<slot/>',
  text: '<slot/>',
  label: '<slot/>',
  form: '<slot/>',
  'root-portal': '<slot/>',
  'page-meta': '<slot/>',
  'checkbox-group': '<slot/>',
  'radio-group': '<slot/>',
  navigator: '<slot/>',
  button: '<n-i wx:if="{{loading}}" class="mp-spinner"/><slot/>',
  image:
    '<n-img wx:if="{{url}}" src="{{url}}" alt="" style="{{fit}}" bind:load="_load" bind:error="_error"/>',
  icon: '<n-i class="mp-icon" style="font-size:{{size}}px;color:{{color || tint}}">{{glyph}}</n-i>',
  progress:
    '<n-div class="mp-progress" style="height:{{strokeWidth}}px;background:{{backgroundColor}}"><n-div class="mp-progress-bar" style="width:{{percent}}%;background:{{activeColor}}"/></n-div><n-span wx:if="{{showInfo}}" class="mp-progress-info">{{percent}}%</n-span>',
  input:
    '<n-div wx:if="{{isEmpty}}" class="mp-placeholder placeholder-class" style="{{placeholderStyle}}" aria-hidden="true">{{placeholder}}</n-div><n-input type="{{htmlType}}" value="{{value}}" inputmode="{{mode}}" name="{{name}}" placeholder="{{placeholder}}" catch:input="_input" catch:change="_ignore" bind:focus="_focus" bind:blur="_blur" bind:keydown="_key"/>',
  textarea:
    '<n-div wx:if="{{isEmpty}}" class="mp-placeholder placeholder-class" style="{{placeholderStyle}}" aria-hidden="true">{{placeholder}}</n-div><n-textarea value="{{value}}" name="{{name}}" placeholder="{{placeholder}}" catch:input="_input" catch:change="_ignore" bind:focus="_focus" bind:blur="_blur"/>',
  checkbox: '<n-input type="checkbox" catch:change="_change" catch:input="_ignore"/><slot/>',
  radio: '<n-input type="radio" catch:change="_change" catch:input="_ignore"/><slot/>',
  switch: '<n-input type="checkbox" role="switch" catch:change="_change" catch:input="_ignore"/>',
  picker: `<slot/>
<n-select wx:if="{{mode === 'selector' && !disabled}}" class="mp-picker" catch:change="_select" catch:input="_ignore"><n-option wx:for="{{labels}}" value="{{index}}">{{item}}</n-option></n-select>
<n-input wx:elif="{{mode === 'date' && !disabled}}" class="mp-picker" type="date" value="{{value}}" min="{{start}}" max="{{end}}" catch:change="_plain" catch:input="_ignore"/>
<n-input wx:elif="{{mode === 'time' && !disabled}}" class="mp-picker" type="time" value="{{value}}" catch:change="_plain" catch:input="_ignore"/>`,
  'scroll-view':
    '<n-div class="mp-scroll" style="{{overflow}}" bind:scroll="_scroll"><slot/></n-div>',
  'rich-text': '<n-div class="mp-rich"/>',
  'web-view': '<n-iframe class="mp-web-view" title="web-view" src="{{src}}" bind:load="_load"/>',
}

/** Tags the template compiler itself understands. */
export const STRUCTURAL_TAGS: readonly string[] = [
  'block',
  'slot',
  'template',
  'import',
  'include',
  'wxs',
]
