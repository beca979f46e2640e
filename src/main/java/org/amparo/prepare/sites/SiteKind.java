package org.amparo.prepare.sites;

public enum SiteKind {
    CLINIC,
    HOSPITAL,
    SCHOOL,
    SHELTER,
    OFFICE,
    OTHER
}
