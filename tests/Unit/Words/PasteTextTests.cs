namespace Nginx502.UnitTests.Words;

public class PasteTextTests
{
    [Theory]
    [InlineData("www", "'www'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\u2019; Remove-Item /", "'a\u2019\u2019; Remove-Item /'")]
    [InlineData("$(whoami)`n", "'$(whoami)`n'")]
    [InlineData("a\nb\u001b", "'a\\nb\\x1B'")]
    public void An_argument_of_PowerShell_stays_one(string text, string pasted) => Assert.Equal(pasted, PasteText.PowerShell(text));

    [Theory]
    [InlineData("www", "www")]
    [InlineData("/etc/php/8.2/fpm/pool.d/www.conf", "/etc/php/8.2/fpm/pool.d/www.conf")]
    [InlineData("127.0.0.1:9000", "127.0.0.1:9000")]
    [InlineData("unix:/run/a.sock", "unix:/run/a.sock")]
    [InlineData("12", "12")]
    [InlineData("012", "'012'")]
    [InlineData("8.10", "'8.10'")]
    [InlineData("0x10", "'0x10'")]
    [InlineData("-Force", "'-Force'")]
    [InlineData("", "''")]
    [InlineData("~ \\.php$", "'~ \\.php$'")]
    [InlineData("it's", "'it''s'")]
    public void An_argument_of_PowerShell_is_bare_where_it_can_be(string text, string pasted) => Assert.Equal(pasted, PasteText.PowerShellArgument(text));

    // A POSIX shell gives the runner what PowerShell is to get.
    [Theory]
    [InlineData("Set-FpmPoolTuning -Name www -MaxChildren 20")]
    [InlineData("Get-NginxUpstreamError -Tail 20 | Select-Object -First 1")]
    [InlineData("Set-NginxUpstreamTuning -Location '~ \\.php$' -ReadTimeout 120s")]
    [InlineData("Get-502Timeline -Since '2026-11-28 03:12:00'")]
    [InlineData("Get-NginxAccessEntry -Status 502,504")]
    [InlineData("Suspend-502Monitor -Reason 'it''s \"new\"'")]
    public void A_command_of_PowerShell_gets_through_a_shell(string command)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", $"nginx502() {{ printf '%s' \"$*\"; }}; {PasteText.Runner(command)}"]) { RedirectStandardOutput = true })!;
        Assert.Equal(command, shell.StandardOutput.ReadToEnd());
        shell.WaitForExit();
    }

    [Theory]
    [InlineData("Set-FpmPoolTuning -Name www", "nginx502 Set-FpmPoolTuning -Name www")]
    [InlineData("Get-502Timeline -Since '2026-11-28 03:12:00'", "nginx502 \"Get-502Timeline -Since '2026-11-28 03:12:00'\"")]
    [InlineData("Get-502Timeline | Out-Host", "nginx502 'Get-502Timeline | Out-Host'")]
    public void A_command_of_PowerShell_is_in_quotes_where_it_must(string command, string pasted) => Assert.Equal(pasted, PasteText.Runner(command));

    [Theory]
    [InlineData("/run/php/php8.2-fpm.sock", "/run/php/php8.2-fpm.sock")]
    [InlineData("", "''")]
    [InlineData("it's; reboot", "'it'\\''s; reboot'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    public void An_argument_of_a_shell_stays_one(string text, string pasted) => Assert.Equal(pasted, PasteText.Shell(text));
}
