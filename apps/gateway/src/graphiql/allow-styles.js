// The editor of GraphiQL writes style elements and style attributes, which the policy of the page forbids. Elements get
// the nonce of the page, and attributes are set by way of the style object, which policies allow.
const { nonce } = document.currentScript

const { createElement } = Document.prototype
Document.prototype.createElement = function (name, options) {
  const element = createElement.call(this, name, options)
  if (String(name).toLowerCase() === 'style') element.nonce = nonce
  return element
}

const { setAttribute } = Element.prototype
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style' && this.style) this.style.cssText = value
  else setAttribute.call(this, name, value)
}

const stand = 'data-style'
const withoutStyles = (html) =>
  String(html).replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/ style=(?=["'])/g, ` ${stand}=`))
const giveStyles = (root) => {
  for (const element of root?.querySelectorAll(`[${stand}]`) ?? []) {
    element.style.cssText = element.getAttribute(stand)
    element.removeAttribute(stand)
  }
}

const { get, set } = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')
Object.defineProperty(Element.prototype, 'innerHTML', {
  configurable: true,
  get,
  set(html) {
    set.call(this, withoutStyles(html))
    giveStyles(this)
  },
})
const { insertAdjacentHTML } = Element.prototype
Element.prototype.insertAdjacentHTML = function (position, html) {
  insertAdjacentHTML.call(this, position, withoutStyles(html))
  giveStyles(this.parentElement ?? this)
}
