using Nginx502.Recovery;

namespace Nginx502.UnitTests.Recovery.Monitor;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MonitorTrustTests
{
    [Fact]
    public void Every_file_of_module_and_program_must_be_roots_own()
    {
        string root = Environment.IsPrivilegedProcess ? $"/var/lib/nginx502-unit-{Guid.NewGuid():N}" : Directory.CreateTempSubdirectory("nginx502-trust-").FullName;
        try
        {
            string module = Directory.CreateDirectory(Path.Combine(root, "module")).FullName;
            string program = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "program")).FullName, "pwsh");
            string manifest = Path.Combine(module, "Nginx502.psd1");
            string library = Path.Combine(Directory.CreateDirectory(Path.Combine(module, "bin")).FullName, "Nginx502.dll");
            string beside = Path.Combine(root, "program", "pwsh.dll");
            foreach (string path in new[] { program, manifest, library, beside })
            {
                File.WriteAllText(path, "");
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            }

            var note = new MonitorNote { HostProgram = program, ModulePath = manifest };
            if (!Environment.IsPrivilegedProcess)
            {
                Assert.NotNull(MonitorTrust.Weakness(note));
                return;
            }

            Assert.Null(MonitorTrust.Weakness(note));
            foreach (string path in new[] { library, beside, program, module, manifest })
            {
                UnixFileMode mode = File.GetUnixFileMode(path);
                File.SetUnixFileMode(path, mode | UnixFileMode.GroupWrite);
                Assert.Equal(path, MonitorTrust.Weakness(note));
                File.SetUnixFileMode(path, mode);
            }

            File.Delete(manifest);
            Assert.Equal(manifest, MonitorTrust.Weakness(note));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
