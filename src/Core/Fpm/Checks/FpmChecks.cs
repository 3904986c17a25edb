namespace Nginx502.Fpm;

/// <summary>All checks, in the order in which their findings are told.</summary>
internal static class FpmChecks
{
    private static readonly IFpmCheck[] All =
    [
        new ValueTextCheck(),
        new DurationCheck(),
        new IntegerCheck(),
        new DuplicateCheck(),
        new ContinuedPoolCheck(),
        new RootCheck(),
        new ListenAddressCheck(),
        new SameAddressCheck(),
        new AllowedClientsCheck(),
        new SocketAccessCheck(),
        new ProcessManagerCheck(),
        new StatusCheck(),
        new LogCheck(),
        new IniValueCheck(),
    ];

    /// <summary>Runs them.</summary>
    public static void Run(FpmCheckContext context)
    {
        foreach (IFpmCheck check in All)
        {
            check.Check(context);
        }
    }
}
