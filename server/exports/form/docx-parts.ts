import type { ZipPart } from '../zip.ts'
import { type FormPaper, LIST, linesOf, looks, sizes } from './paper.ts'

/** Found on every Korean Word, Hangul and LibreOffice with Korean fonts. */
const FONT = '맑은 고딕'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** Every part of a DOCX but the document itself. No time and no name of a person is in them. */
export function docxParts({ title, look }: FormPaper): ZipPart[] {
  const part = (name: string, xml: string) => ({ name, data: new TextEncoder().encode(XML + xml) })
  return [
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', packageRels),
    part('docProps/core.xml', coreXml(title)),
    part('word/_rels/document.xml.rels', documentRels),
    part('word/styles.xml', stylesXml(look)),
    part('word/footer1.xml', footerXml),
  ]
}

const contentTypes =
  `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${TYPES}.styles+xml"/>` +
  `<Override PartName="/word/footer1.xml" ContentType="${TYPES}.footer+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'

const packageRels =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRels =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/>` +
  `<Relationship Id="rIdFooter" Type="${OFFICE}/footer" Target="footer1.xml"/></Relationships>`

const footerXml =
  `<w:ftr xmlns:w="${MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>' +
  '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'

function coreXml(title: string): string {
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${linesOf(title).join(' ')}</dc:title><dc:language>ko-KR</dc:language></cp:coreProperties>`
  )
}

function stylesXml(look: FormPaper['look']): string {
  const { body, line } = looks[look]
  const of = (kind: keyof typeof sizes) => body * sizes[kind]
  return (
    `<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>` +
    `<w:rFonts w:ascii="${FONT}" w:eastAsia="${FONT}" w:hAnsi="${FONT}" w:cs="${FONT}"/>` +
    `<w:sz w:val="${halves(body)}"/><w:szCs w:val="${halves(body)}"/><w:lang w:val="en-US" w:eastAsia="ko-KR"/>` +
    '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>' +
    style('Normal', 'Normal', { line, after: 60, base: true }) +
    style('Title', 'Title', { size: of('title'), bold: true, align: 'center', after: 240, keep: true }) +
    style('Heading1', 'heading 1', { size: of('heading'), bold: true, before: 160, after: 80, keep: true }) +
    style('Note', 'Note', { size: of('note'), color: '595959', after: 80, line: 140 }) +
    style('Center', 'Center', { align: 'center', before: 160, after: 160 }) +
    style('Sign', 'Sign', { align: 'right', before: 80, after: 80 }) +
    style('Gap', 'Gap', { size: 4 }) +
    style('Cell', 'Cell', { size: body * 0.93 }) +
    style('CellHead', 'Cell Head', { size: body * 0.93, bold: true }) +
    style('ListCell', 'List Cell', { size: LIST.body }) +
    style('ListHead', 'List Head', { size: LIST.body, bold: true, align: 'center' }) +
    style('ListNumber', 'List Number', { size: LIST.body, align: 'right' }) +
    style('Footer', 'footer', { size: 8, align: 'center' }) +
    '</w:styles>'
  )
}

type Look = {
  size?: number
  bold?: boolean
  color?: string
  align?: 'center' | 'right'
  before?: number
  after?: number
  line?: number
  keep?: boolean
  base?: boolean
}

function style(id: string, name: string, look: Look): string {
  const { size, bold, color, align, before = 0, after = 0, line = 120, keep, base } = look
  return (
    `<w:style w:type="paragraph"${base ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>` +
    `${base ? '' : '<w:basedOn w:val="Normal"/>'}<w:pPr>${keep ? '<w:keepNext/>' : ''}` +
    // Lines are counted in 240ths.
    `<w:spacing w:before="${before}" w:after="${after}" w:line="${Math.round((line / 100) * 240 * 0.75)}" w:lineRule="auto"/>` +
    `${align ? `<w:jc w:val="${align}"/>` : ''}</w:pPr><w:rPr>${bold ? '<w:b/>' : ''}` +
    `${color ? `<w:color w:val="${color}"/>` : ''}` +
    `${size ? `<w:sz w:val="${halves(size)}"/><w:szCs w:val="${halves(size)}"/>` : ''}</w:rPr></w:style>`
  )
}

/** Half points, as Word counts the size of letters. */
function halves(points: number): number {
  return Math.round(points * 2)
}
