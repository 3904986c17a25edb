using System.Net;
using System.Runtime.InteropServices;

namespace Nginx502.Linux;

/// <summary>
/// Asks the system's resolver as nginx does when it reads its configuration: one getaddrinfo for both kinds of addresses, with
/// AI_ADDRCONFIG (nginx: src/core/ngx_inet.c, ngx_inet_resolve_host). It waits as long as the system is configured to.
/// </summary>
internal static class SystemLookup
{
    private const int AddressesThatAreConfigured = 0x20;
    private const int Stream = 1;
    private const int FamilyIPv4 = 2;
    private const int FamilyIPv6 = 10;

    // netdb.h of the C library.
    private const int NoName = -2;
    private const int TryAgain = -3;
    private const int NoData = -5;

    /// <summary>Asks for a name.</summary>
    /// <param name="name">The name, as a configuration writes it.</param>
    /// <param name="addresses">The addresses in the order of the answer, each once.</param>
    /// <param name="problem">What went wrong, a sentence without its full stop; null when nothing did.</param>
    public static unsafe NameAnswerStatus Ask(string name, out IReadOnlyList<IPAddress> addresses, out string? problem)
    {
        addresses = [];
        problem = null;
        AddressInfo hints = new() { Flags = AddressesThatAreConfigured, SocketType = Stream };
        AddressInfo* list = null;
        int error = GetAddressInfo(name, null, &hints, &list);
        if (error != 0)
        {
            problem = Marshal.PtrToStringUTF8(ErrorText(error)) ?? "unknown error";
            return error switch
            {
                NoName or NoData => NameAnswerStatus.NoSuchName,
                TryAgain => NameAnswerStatus.ServerFailure,
                _ => NameAnswerStatus.Failed,
            };
        }

        var found = new List<IPAddress>();
        for (AddressInfo* entry = list; entry is not null; entry = entry->Next)
        {
            // sockaddr_in and sockaddr_in6: the address lies behind family and port, in IPv6 behind a flow label too.
            IPAddress? address = entry->Family switch
            {
                FamilyIPv4 => new IPAddress(new ReadOnlySpan<byte>(entry->Address + 4, 4)),
                FamilyIPv6 => new IPAddress(new ReadOnlySpan<byte>(entry->Address + 8, 16)),
                _ => null,
            };
            if (address is not null && !found.Contains(address))
            {
                found.Add(address);
            }
        }

        FreeAddressInfo(list);
        addresses = found;
        return found.Count > 0 ? NameAnswerStatus.Answered : NameAnswerStatus.NoAddress;
    }

    [DllImport("libc", EntryPoint = "getaddrinfo")]
    private static extern unsafe int GetAddressInfo([MarshalAs(UnmanagedType.LPUTF8Str)] string node, byte* service, AddressInfo* hints, AddressInfo** result);

    [DllImport("libc", EntryPoint = "freeaddrinfo")]
    private static extern unsafe void FreeAddressInfo(AddressInfo* list);

    [DllImport("libc", EntryPoint = "gai_strerror")]
    private static extern nint ErrorText(int error);

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct AddressInfo
    {
        public int Flags;
        public int Family;
        public int SocketType;
        public int Protocol;
        public uint AddressLength;
        public byte* Address;
        public byte* CanonicalName;
        public AddressInfo* Next;
    }
}
