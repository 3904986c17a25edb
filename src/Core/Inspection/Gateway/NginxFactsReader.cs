using Nginx502.Linux;

namespace Nginx502.Inspection;

/// <summary>Looks up what matters of an nginx beside its upstreams.</summary>
internal static class NginxFactsReader
{
    /// <summary>Looks it up.</summary>
    public static NginxFacts Of(NginxReading reading, BootReader boot)
    {
        (NginxInstance instance, Nginx.NginxConfiguration configuration) = reading;
        GatewayWorker? worker = instance.Master?.Workers.FirstOrDefault();
        WorkerIdentity? identity = WorkerIdentity.Of(reading);
        UserTable users = UserTable.Read(instance.Files);
        DateTime? loadedAt = instance.Master?.Workers.Select(one => one.StartTime).Min() ?? instance.Master?.StartTime;
        return new NginxFacts(
            SafeText.Escape(configuration.Path),
            instance.Master?.ProcessId,
            identity is null ? null : SafeText.Escape(users.UserName(identity.UserId)),
            identity is null ? [] : [.. identity.GroupIds.Select(users.GroupName).Select(SafeText.Escape)],
            worker is not null,
            instance.Master is { Workers.Count: > 0 } master ? master.Workers.Count : configuration.MainSettings.WorkerProcesses ?? (instance.Files.IsHost ? Environment.ProcessorCount : null),
            loadedAt,
            loadedAt is { } time ? ChangedFiles.Since(instance.Files, configuration.Files.Select(file => file.Path), time) : [],
            boot.Read(instance.Master?.ProcessId, ["nginx.service", "openresty.service"]));
    }
}
