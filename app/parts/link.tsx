import {
  Link as RemixLink,
  NavLink as RemixNavLink,
  useActionData as useRemixActionData,
  useFetcher as useRemixFetcher,
  useLocation as useRemixLocation,
  useNavigate as useRemixNavigate,
} from '@remix-run/react'

/* The one place where parts meet the router: a change of framework changes this file. */
export const Link = RemixLink
export const NavLink = RemixNavLink
export const useLocation = useRemixLocation
export const useNavigate = useRemixNavigate
export const useActionData = useRemixActionData
export const useFetcher = useRemixFetcher
