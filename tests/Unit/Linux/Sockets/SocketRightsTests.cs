using Nginx502.Linux;

namespace Nginx502.UnitTests.Linux.Sockets;

public sealed class SocketRightsTests
{
    private static readonly UserTable Users = UserTable.Parse("root:x:0:0::/:/bin/sh\nweb:x:33:33::/:/bin/sh\n", "root:x:0:\nweb:x:33:\n");

    [Theory]
    [InlineData(0, 33, 0b110_110_000, "root:web 0660")]
    [InlineData(0, 4711, 0, "root:4711 0000")]
    [InlineData(4711, 0, 0b110_110_110, "4711:root 0666")]
    public void They_are_written_and_read(uint owner, uint group, uint mode, string text)
    {
        var rights = new SocketRights(owner, group, mode);

        Assert.Equal(text, rights.ToText(Users));
        Assert.True(SocketRights.TryParse(text, Users, out SocketRights again));
        Assert.Equal(rights, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("root:web")]
    [InlineData("root 0660")]
    [InlineData("gone:web 0660")]
    [InlineData("root:gone 0660")]
    [InlineData("root:web 0880")]
    [InlineData("root:web 06600")]
    public void Other_texts_are_none(string? text) => Assert.False(SocketRights.TryParse(text, Users, out _));
}
