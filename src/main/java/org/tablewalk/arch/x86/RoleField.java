package org.tablewalk.arch.x86;

/** The fields a role word can have (domain section 2.2). Which a design has, and where, its {@link RoleDesign} says. */
public enum RoleField {
    LEVEL("level"),
    HAS_4_BYTE_GPTE("has_4_byte_gpte"),
    /** Takes the place of {@link #HAS_4_BYTE_GPTE}, inverted, where mode bits are stored. */
    CR4_PAE("cr4_pae"),
    QUADRANT("quadrant"),
    DIRECT("direct"),
    ACCESS("access"),
    INVALID("invalid"),
    EFER_NX("efer_nx"),
    CR0_WP("cr0_wp"),
    SMEP_ANDNOT_WP("smep_andnot_wp"),
    SMAP_ANDNOT_WP("smap_andnot_wp"),
    AD_DISABLED("ad_disabled"),
    GUEST_MODE("guest_mode"),
    GLEVEL("glevel"),
    PAE_ROOT("pae_root"),
    PASSTHROUGH("passthrough"),
    PASSTHROUGH_DELTA("passthrough_delta"),
    PASSTHROUGH_LEVELS("passthrough_levels"),
    TARGET_LEVEL("target_level"),
    EFER_LMA("efer_lma"),
    CR4_LA57("cr4_la57"),
    ROOT_LEVEL("root_level"),
    SMM("smm");

    private final String text;

    RoleField(String text) {
        this.text = text;
    }

    /** The field's name as KVM and the mail threads write it. */
    public String text() {
        return text;
    }
}
