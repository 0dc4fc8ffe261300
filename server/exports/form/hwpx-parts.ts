import type { ZipPart } from '../zip.ts'
import { type FormPaper, LIST, linesOf, looks, sizes } from './paper.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
const HANCOM = 'http://www.hancom.co.kr'
export const NAMESPACES = [
  ...['app:ha', 'paragraph:hp', 'section:hs', 'core:hc', 'head:hh'].map((each) => {
    const [name, prefix] = each.split(':')
    return `xmlns:${prefix}="${HANCOM}/hwpml/2011/${name}"`
  }),
  `xmlns:hp10="${HANCOM}/hwpml/2016/paragraph"`,
].join(' ')

/** Fonts every Hangul brings along. */
const FONTS = ['함초롬바탕', '함초롬돋움'] as const
const LANGUAGES = ['HANGUL', 'LATIN', 'HANJA', 'JAPANESE', 'OTHER', 'SYMBOL', 'USER'] as const

/** Numbers of what the header defines, as sections refer to it. */
export const BORDERS = { none: 1, plain: 2, line: 3, head: 4 } as const
export const CHARS = {
  ...{ body: 0, title: 1, heading: 2, note: 3, cell: 4, cellHead: 5, list: 6, listHead: 7, gap: 8 },
} as const
export const PARAS = {
  ...{ body: 0, title: 1, heading: 2, left: 3, center: 4, right: 5, cell: 6, cellRight: 7, cellCenter: 8 },
} as const

/** Every part of an HWPX but its sections, in the order they must stand. No time and no name of a person is in them. */
export function hwpxParts(paper: FormPaper): ZipPart[] {
  const part = (name: string, xml: string) => ({ name, data: new TextEncoder().encode(xml) })
  return [
    { ...part('mimetype', 'application/hwp+zip'), stored: true },
    part('version.xml', XML + versionXml),
    part('META-INF/container.xml', XML + containerXml),
    part('META-INF/manifest.xml', XML + manifestXml),
    part('settings.xml', XML + settingsXml),
    part('Contents/content.hpf', XML + contentXml(paper)),
    part('Contents/header.xml', XML + headerXml(paper)),
  ]
}

// The misspelling is the format's own.
const versionXml =
  `<hv:HCFVersion xmlns:hv="${HANCOM}/hwpml/2011/version" tagetApplication="WORDPROCESSOR" major="5" minor="0" micro="5"` +
  ' buildNumber="0" os="1" xmlVersion="1.4" application="Moa" appVersion="1"/>'

const containerXml =
  `<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:hpf="${HANCOM}/schema/2011/hpf">` +
  '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>' +
  '</ocf:rootfiles></ocf:container>'

const manifestXml = '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'

const settingsXml =
  `<ha:HWPApplicationSetting xmlns:ha="${HANCOM}/hwpml/2011/app"` +
  ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0">' +
  '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'

function contentXml({ title, sections }: FormPaper): string {
  const names = ['header', ...sections.map((_, at) => `section${at}`)]
  const item = (name: string) =>
    `<opf:item id="${name}" href="Contents/${name}.xml" media-type="application/xml"/>`
  return (
    `<opf:package ${NAMESPACES} xmlns:hpf="${HANCOM}/schema/2011/hpf" xmlns:opf="http://www.idpf.org/2007/opf/"` +
    ' version="" unique-identifier="" id=""><opf:metadata>' +
    `<opf:title>${linesOf(title).join(' ')}</opf:title><opf:language>ko</opf:language></opf:metadata>` +
    `<opf:manifest>${names.map(item).join('')}<opf:item id="settings" href="settings.xml" media-type="application/xml"/>` +
    `</opf:manifest><opf:spine>${names.map((name) => `<opf:itemref idref="${name}" linear="yes"/>`).join('')}` +
    '</opf:spine></opf:package>'
  )
}

function headerXml({ look, sections }: FormPaper): string {
  const { body, line } = looks[look]
  const chars = [
    ...[
      char(0, body),
      char(1, body * sizes.title, { bold: true }),
      char(2, body * sizes.heading, { bold: true }),
    ],
    ...[char(3, body * sizes.note, { color: '#595959' }), char(4, body * 0.93)],
    ...[
      char(5, body * 0.93, { bold: true }),
      char(6, LIST.body),
      char(7, LIST.body, { bold: true }),
      char(8, 2),
    ],
  ]
  const paras = [
    ...[para(0, 'JUSTIFY', { line, next: 200 }), para(1, 'CENTER', { line, next: 1000, kept: true })],
    ...[para(2, 'LEFT', { line, before: 600, next: 200, kept: true }), para(3, 'LEFT', { line: 130 })],
    ...[para(4, 'CENTER', { line, before: 600, next: 600 }), para(5, 'RIGHT', { line, before: 300 })],
    ...[para(6, 'LEFT', { line: 130 }), para(7, 'RIGHT', { line: 130 }), para(8, 'CENTER', { line: 130 })],
  ]
  const borders = [
    border(1, 'NONE'),
    border(2, 'NONE', 'none'),
    border(3, 'SOLID'),
    border(4, 'SOLID', '#EFEFEF'),
  ]
  const tabs = '<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>'
  return (
    `<hh:head ${NAMESPACES} version="1.4" secCnt="${sections.length}">` +
    '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>' +
    listOf('fontfaces', LANGUAGES.map(fontface)) +
    listOf('borderFills', borders) +
    listOf('charProperties', chars) +
    listOf('tabProperties', [tabs]) +
    listOf('numberings', [numberingXml]) +
    listOf('paraProperties', paras) +
    listOf('styles', [
      '<hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/>',
    ]) +
    '</hh:refList><hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>' +
    '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>' +
    '<hh:trackchageConfig flags="56"/></hh:head>'
  )
}

function listOf(name: string, items: readonly string[]): string {
  return `<hh:${name} itemCnt="${items.length}">${items.join('')}</hh:${name}>`
}

function fontface(language: string): string {
  const fonts = FONTS.map(
    (face, id) =>
      `<hh:font id="${id}" face="${face}" type="TTF" isEmbedded="0"><hh:typeInfo familyType="FCAT_GOTHIC" weight="6"` +
      ' proportion="4" contrast="0" strokeVariation="1" armStyle="1" letterform="1" midline="1" xHeight="1"/></hh:font>',
  )
  return `<hh:fontface lang="${language}" fontCnt="${FONTS.length}">${fonts.join('')}</hh:fontface>`
}

const scripts = ['hangul', 'latin', 'hanja', 'japanese', 'other', 'symbol', 'user']
const each = (name: string, value: number) =>
  `<hh:${name} ${scripts.map((script) => `${script}="${value}"`).join(' ')}/>`

/** `points` of letters; a hundredth of a point is their unit. */
function char(id: number, points: number, { bold = false, color = '#000000' } = {}): string {
  return (
    `<hh:charPr id="${id}" height="${Math.round(points * 100)}" textColor="${color}" shadeColor="none" useFontSpace="0"` +
    ` useKerning="0" symMark="NONE" borderFillIDRef="${BORDERS.plain}">${each('fontRef', bold ? 1 : 0)}` +
    `${each('ratio', 100)}${each('spacing', 0)}${each('relSz', 100)}${each('offset', 0)}${bold ? '<hh:bold/>' : ''}` +
    '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>' +
    '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#B2B2B2" offsetX="10" offsetY="10"/></hh:charPr>'
  )
}

/** `line` in percent; space before and after in HWPUNIT. Lines end between words; a very long one still breaks. */
function para(
  id: number,
  align: 'JUSTIFY' | 'LEFT' | 'CENTER' | 'RIGHT',
  {
    line,
    before = 0,
    next = 0,
    kept = false,
  }: { line: number; before?: number; next?: number; kept?: boolean },
): string {
  const zero = ['intent', 'left', 'right'].map((name) => `<hc:${name} value="0" unit="HWPUNIT"/>`).join('')
  return (
    `<hh:paraPr id="${id}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" suppressLineNumbers="0" checked="0">` +
    `<hh:align horizontal="${align}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>` +
    '<hh:breakSetting breakLatinWord="BREAK_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0"' +
    ` keepWithNext="${kept ? 1 : 0}" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>` +
    '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>' +
    `<hh:margin>${zero}<hc:prev value="${before}" unit="HWPUNIT"/><hc:next value="${next}" unit="HWPUNIT"/></hh:margin>` +
    `<hh:lineSpacing type="PERCENT" value="${line}" unit="HWPUNIT"/>` +
    `<hh:border borderFillIDRef="${BORDERS.plain}" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0"` +
    ' connect="0" ignoreMargin="0"/></hh:paraPr>'
  )
}

function border(id: number, type: 'NONE' | 'SOLID', fill?: string): string {
  const side = (name: string) =>
    `<hh:${name}Border type="${type}" width="0.12 mm" color="${type === 'SOLID' ? '#808080' : '#000000'}"/>`
  const filled = fill
    ? `<hc:fillBrush><hc:winBrush faceColor="${fill}" hatchColor="#999999" alpha="0"/></hc:fillBrush>`
    : ''
  return (
    `<hh:borderFill id="${id}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">` +
    '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>' +
    `${['left', 'right', 'top', 'bottom'].map(side).join('')}` +
    `<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>${filled}</hh:borderFill>`
  )
}

const numberingXml =
  '<hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" align="LEFT" useInstWidth="1" autoIndent="1"' +
  ' widthAdjust="0" textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0">^1.' +
  '</hh:paraHead></hh:numbering>'
