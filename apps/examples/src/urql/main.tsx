import { mount } from '../page/mount.tsx'
import { App } from './app.tsx'

mount(App)
