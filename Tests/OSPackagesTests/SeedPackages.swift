/// packages.yaml as the seed has it: groups, nested groups and pins of both families.
enum SeedPackages {
    static let text = """
        ---
        kubespray:
          common:
            - curl
            - rsync
            - socat
            - unzip
            - e2fsprogs
            - xfsprogs
            - ebtables
            - bash-completion
            - ipvsadm
            - ipset
            - conntrack

          yum:
            - nss
            - libselinux-python
            - device-mapper-libs
          apt:
            - python-apt
            - python3-apt
            - aufs-tools
            - apt-transport-https
            - software-properties-common

        common:
          - cifs-utils
          - lsof
          - lvm2
          - openssl
          - sshpass
          - vim
          - wget
          - ethtool
          - net-tools
          - rsync
          - chrony

        yum:
          - nfs-utils
          - yum-utils
          - createrepo
          - epel-release
          - nc
          - httpd-tools

        apt:
          - nfs-common
          - apt-transport-https
          - ca-certificates
          - gnupg
          - lsb-release
          - aptitude
          - dpkg-dev
          - gnupg2
          - netcat
          - apache2-utils

        centos7:
          - containerd.io-1.4.6

        ubuntu:
          - containerd.io=1.4.6-1

        debian10:
          - containerd.io=1.4.6-1

        tools:
          - bash-completion
          - chrony
          - cifs-utils
          - curl
          - dstat
          - e2fsprogs
          - ebtables
          - expect
          - gdb
          - glusterfs-client
          - htop
          - iftop
          - iotop
          - ipset
          - ipvsadm
          - jq
          - lsof
          - lvm2
          - ncdu
          - net-tools
          - nethogs
          - nload
          - ntpdate
          - openssl
          - pciutils
          - psmisc
          - rsync
          - smartmontools
          - socat
          - sshpass
          - strace
          - sysstat
          - tcpdump
          - telnet
          - tmux

        """
}
