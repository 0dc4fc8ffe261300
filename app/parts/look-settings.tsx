import { useState } from 'react'
import { lookText } from '../text/ko/shell.ts'
import { Choice, ChoiceGroup } from './choice.tsx'
import { keepLook, type Look } from './look.ts'
import { Stack } from './page-shell.tsx'
import { useShell } from './shell-context.tsx'

/** Brightness and text size, kept on this device and applied at once. */
export function LookSettings() {
  const [look, setLook] = useState(useShell().look)
  const choose = (change: Partial<Look>) => {
    const next = { ...look, ...change }
    setLook(next)
    keepLook(next)
  }
  return (
    <div className="needs-script">
      <Stack>
        <ChoiceGroup of="look-theme" label={lookText.theme} columns>
          {(['system', 'light', 'dark'] as const).map((theme) => (
            <Choice
              key={theme}
              type="radio"
              name="look-theme"
              value={theme}
              label={lookText[theme]}
              checked={look.theme === theme}
              onChange={() => choose({ theme })}
            />
          ))}
        </ChoiceGroup>
        <ChoiceGroup of="look-text" label={lookText.text} columns>
          {(['normal', 'big'] as const).map((text) => (
            <Choice
              key={text}
              type="radio"
              name="look-text"
              value={text}
              label={lookText[text]}
              checked={look.text === text}
              onChange={() => choose({ text })}
            />
          ))}
        </ChoiceGroup>
      </Stack>
    </div>
  )
}
