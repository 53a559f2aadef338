import { useRead } from '../../../platform/api/query'
import { useSignedIn } from '../../../platform/api/me'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { Choice } from '../../../ui/input/choice'
import type { Filing } from './filing'

const oneself = 'me'

interface AsOrganisationProps {
  draft: Draft<Filing>
  errors: FieldErrors
}

/** Renders whether the resident files it or an organisation of theirs does; nothing for who has none that is checked. */
export function AsOrganisation({ draft, errors }: AsOrganisationProps) {
  const here = useSignedIn()
  const { rows = [] } = useRead('GET /v1/organisations', {}, { when: here }).value ?? {}
  const checked = rows.filter(({ state }) => state === 'verified')
  const { asOrganisation: chosen } = draft.values
  if (checked.length === 0 && chosen === '') return null
  const take = (id: string) => {
    const one = checked.find((known) => known.id === id)
    draft.set({
      asOrganisation: one?.id ?? '',
      organisationName: one?.name ?? '',
      buildingCode: one?.building.code ?? '',
      buildingName: one?.building.name ?? '',
      homeId: '',
    })
  }
  return (
    <Choice
      label="用谁的名义"
      options={[
        { value: oneself, label: '我自己' },
        ...checked.map(({ id, name }) => ({ value: id, label: name, help: '单位的联系人都看得到，都能补充和评价' })),
      ]}
      value={chosen === '' ? oneself : chosen}
      onChange={take}
      error={errors.asOrganisation}
    />
  )
}
