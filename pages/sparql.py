"""SPARQL: the service's own workbench, on this site."""

from __future__ import annotations

import streamlit as st

with st.container(key="whole"):
    st.iframe("/sparql", height=760)
