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
    [InlineData("/run/php/php8.2-fpm.sock", "/run/php/php8.2-fpm.sock")]
    [InlineData("", "''")]
    [InlineData("it's; reboot", "'it'\\''s; reboot'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    public void An_argument_of_a_shell_stays_one(string text, string pasted) => Assert.Equal(pasted, PasteText.Shell(text));
}
