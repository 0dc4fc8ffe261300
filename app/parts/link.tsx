import { Link as RemixLink, NavLink as RemixNavLink } from '@remix-run/react'

/* The one place where parts meet the router: a change of framework changes this file. */
export const Link = RemixLink
export const NavLink = RemixNavLink
