import { expect, it } from 'vitest'
import { html } from './html.ts'

it('escapes every value that is not HTML already', () => {
  const list = ['a&b', '"c"'].map((text) => html`<li>${text}</li>`)

  const { text } = html`<p title='${"' onclick='x"}'>${'<script>'}</p><ul>${list}</ul>`

  expect(text).toBe("<p title='&#39; onclick=&#39;x'>&#60;script&#62;</p><ul><li>a&#38;b</li><li>&#34;c&#34;</li></ul>")
})
