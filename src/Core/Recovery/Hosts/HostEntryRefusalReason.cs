namespace Nginx502;

/// <summary>Why an entry of the hosts file is neither added nor removed. The names are stable, for scripts.</summary>
public enum HostEntryRefusalReason
{
    /// <summary>The text is no host name.</summary>
    HostNameInvalid,

    /// <summary>The name means this machine itself.</summary>
    HostNameIsLoopback,

    /// <summary>The address is no address of a host.</summary>
    AddressInvalid,

    /// <summary>The name is there with another address.</summary>
    HostEntryConflict,

    /// <summary>The name is there in lines that this module did not add.</summary>
    HostEntryNotOurs,

    /// <summary>The name is not there.</summary>
    HostEntryNotFound,

    /// <summary>The file cannot be read.</summary>
    HostsFileNotReadable,

    /// <summary>Something else writes the file anew.</summary>
    ManagedFile,
}
