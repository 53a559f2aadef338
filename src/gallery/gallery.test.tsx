import { screen } from '@testing-library/react'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asFlag, stored } from '../platform/device/storage'
import { show } from '../testing/show'
import Gallery from './index'

const tsx = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))

test('every primitive of src/ui is in the gallery', () => {
  const shown = tsx(__dirname)
    .map((name) => readFileSync(join(__dirname, name), 'utf8'))
    .join('')
  const primitives = ['display', 'input', 'layout'].flatMap((folder) =>
    tsx(join(__dirname, '..', 'ui', folder)).map((name) => `../ui/${folder}/${name.replace('.tsx', '')}`),
  )
  expect(primitives.filter((path) => !shown.includes(`'${path}'`))).toEqual([])
})

test('it shows plain, elder and dark side by side, and each alone', () => {
  show(<Gallery />)
  const frames = ['普通', '长辈版', '深色'].map((name) => screen.getByTitle(name).getAttribute('src'))
  expect(frames).toEqual(['plain', 'elder', 'dark'].map((look) => expect.stringContaining(`/gallery/index?look=${look}`) as string))
})

test('the elder look is shown, and not kept as anybody’s choice', () => {
  const { container } = show(<Gallery />, { look: 'elder' })
  expect(container.firstElementChild?.classList).toContain('elder')
  expect(stored('look.elder', asFlag).get()).toBeUndefined()
})
