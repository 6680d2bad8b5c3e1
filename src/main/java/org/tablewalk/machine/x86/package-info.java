/**
 * The x86 machine: vCPUs with the registers that select paging, guest memory, hardware that walks whatever tables the hypervisor gave it, TLBs
 * and paging-structure caches with their tags, and the host memory in which KVM's shadow MMU keeps its structures. What KVM does with them are listings.
 *
 * <p>What may not live here: any rule of KVM's. Code here knows bytes, fields' places and hardware; deciding is the listings' job.
 */
package org.tablewalk.machine.x86;
