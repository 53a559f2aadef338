import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { TemplateForm, uses, type Template } from './template-form'

/** Renders 回复模板: the caller's reply templates, by where they are used. */
export default function Templates() {
  const templates = useRead('GET /v1/templates', {})
  const [writing, setWriting] = useState<{ of: Template | undefined }>()
  if (writing) {
    return (
      <Screen title={writing.of ? '修改模板' : '新模板'}>
        <TemplateForm of={writing.of} done={() => setWriting(undefined)} />
      </Screen>
    )
  }
  const write = () => setWriting({ of: undefined })
  return (
    <Screen
      of={templates}
      title="回复模板"
      empty={{
        when: ({ rows }) => rows.length === 0,
        icon: 'edit',
        title: '还没有模板',
        text: '常说的话存成模板，回复居民时点一下就能用，发出前还可以改。',
      }}
      bar={
        <Button kind="primary" icon="plus" onTap={write}>
          新模板
        </Button>
      }
    >
      {({ rows }) =>
        uses.map(({ value, label }) => {
          const mine = rows.filter(({ use }) => use === value)
          if (mine.length === 0) return null
          return (
            <Card key={value} title={label}>
              {mine.map((template) => (
                <ListRow
                  key={template.id}
                  clip
                  title={template.title}
                  line={template.text}
                  chevron
                  onTap={() => setWriting({ of: template })}
                />
              ))}
            </Card>
          )
        })
      }
    </Screen>
  )
}
