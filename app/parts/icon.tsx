import styles from './icon.module.css'

/** Our own line drawings on a 24 grid: strokes only, so that they take the colour of the text beside them. */
const drawings = {
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM16 12v1.4a2.3 2.3 0 0 0 4.5 0V12a8.5 8.5 0 1 0-3.4 6.8',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3.5V8M15 3.5V8',
  chat: 'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v8a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 4v-4h-1A1.5 1.5 0 0 1 4 14.5zM8.5 9.5h7M8.5 12.5h4',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z',
  check: 'M5 12.5l4.5 4.5L19 7',
  claim: 'M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5M9 12h6.5M9 15.5h6.5',
  clip: 'M18.5 11.5l-6.8 6.8a4 4 0 0 1-5.7-5.7l7.5-7.5a2.7 2.7 0 0 1 3.8 3.8l-7.4 7.4a1.3 1.3 0 0 1-1.9-1.9l6.5-6.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2.5',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  danger: 'M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2zM12 7.5v5.5M12 16.2v.3',
  down: 'M5 9l7 7 7-7',
  download: 'M12 4v10.5M7.5 10.5L12 15l4.5-4.5M5 19.5h14',
  edit: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5',
  exit: 'M13 4.5H5.5v15H13M10 12h10M16.5 8.5L20 12l-3.5 3.5',
  external: 'M10 5H5v14h14v-5M13.5 4.5h6v6M19.5 4.5L11 13',
  farther: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20M7.5 10.5h6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.7v.3',
  link: 'M10.5 13.5a3.7 3.7 0 0 0 5.3 0l3-3a3.7 3.7 0 0 0-5.3-5.3l-1.2 1.2M13.5 10.5a3.7 3.7 0 0 0-5.3 0l-3 3a3.7 3.7 0 0 0 5.3 5.3l1.2-1.2',
  lock: 'M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5',
  log: 'M6 4v16M6 7.5h12.5M6 12h9M6 16.5h11',
  more: 'M4.5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM17.5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z',
  nearer: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20M7.5 10.5h6M10.5 7.5v6',
  people:
    'M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19.5c.4-3.2 2.8-5 6-5s5.6 1.8 6 5M16 11.3a2.8 2.8 0 0 0 0-5.6M17.5 14.8c2 .5 3.2 2.1 3.5 4.7',
  picture: 'M4 5h16v14H4zM8.5 8.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zM4.5 17l5-5 3.5 3.5 2.5-2.5 4 4',
  pin: 'M9 4h6l-.5 5.5 3 3.5h-11l3-3.5zM12 13v7.5',
  plus: 'M12 5v14M5 12h14',
  qr: 'M4.5 4.5h5.5v5.5H4.5zM14 4.5h5.5v5.5H14zM4.5 14h5.5v5.5H4.5zM14 14h2v2h-2zM19.5 14v2.5M14 19.5h2.5M19.5 19.5h.01',
  redo: 'M15 5.5L19.5 10 15 14.5M19 10h-9a5 5 0 0 0 0 10h3',
  reply: 'M9.5 6L4.5 11l5 5M5 11h8.5a6 6 0 0 1 6 6v1.5',
  right: 'M9 5l7 7-7 7',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  send: 'M4.5 12L20 4.5 15.5 20l-3.5-6.5zM12 13.5l8-9',
  share: 'M12 15V4M7.5 8L12 3.5 16.5 8M5 12v7.5h14V12',
  shield: 'M12 3.5l7 2.5v5.5c0 4.5-2.8 7.5-7 9-4.2-1.5-7-4.5-7-9V6zM8.5 12l2.5 2.5 4.5-4.5',
  smile:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14c.8 1.4 2 2.1 3.5 2.1s2.7-.7 3.5-2.1M9 9.5v.6M15 9.5v.6',
  status: 'M4.5 20h15M7 16.5V12M12 16.5V5.5M17 16.5V9',
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5',
  undo: 'M9 5.5L4.5 10 9 14.5M5 10h9a5 5 0 0 1 0 10h-3',
  up: 'M5 15l7-7 7 7',
  waiting: 'M12 4L21 19.5H3zM12 10v4.5M12 17v.2',
} as const

export type IconName = keyof typeof drawings

interface IconProps {
  name: IconName
  /** Spoken text. Leave out where a word stands beside the icon: it is then hidden from screen readers. */
  label?: string
  size?: 'small' | 'normal' | 'large'
}

/** A line icon in the colour of its text. */
export function Icon({ name, label, size = 'normal' }: IconProps) {
  return (
    <svg
      className={`${styles.icon} ${styles[size]}`}
      viewBox="0 0 24 24"
      focusable="false"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={drawings[name]} />
    </svg>
  )
}
