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

    [Theory]
    [InlineData("/run/php/php8.2-fpm.sock", "/run/php/php8.2-fpm.sock")]
    [InlineData("", "''")]
    [InlineData("it's; reboot", "'it'\\''s; reboot'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    public void An_argument_of_a_shell_stays_one(string text, string pasted) => Assert.Equal(pasted, PasteText.Shell(text));
}
