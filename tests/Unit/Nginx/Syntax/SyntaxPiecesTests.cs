using System.Text;
using CsCheck;
using Nginx502.Nginx;

namespace Nginx502.UnitTests.Nginx.Syntax;

public sealed class SyntaxPiecesTests
{
    private static readonly string[] Fragments =
    [
        "server", "location ~ \\.php$", "{", "}", ";", " ", "\n", "\r\n", "\t", "# comment", "'", "\"", "\\", "$", "${x}", "${", ")", "(", "content_by_lua_block {",
        "[[", "]]", "[==[", "]==]", "--", "x_by_php_block {", "\uFEFF", "\0", "include a;", "fastcgi_pass unix:/a;", "\"a b\"", "'c'",
    ];

    [Fact]
    public void Every_kind_of_piece_is_told()
    {
        SyntaxFile file = SyntaxReader.Read("/f", "# a\nhttp { b 'c'd; x_by_lua_block { } }\n"u8.ToArray());

        Assert.Equal(
            "Comment|Blank|Word|Blank|BlockOpen|Blank|Word|Blank|Word|Damaged|Terminator|Blank|Word|Blank|BlockOpen|Raw|BlockClose|Blank|BlockClose|Blank",
            string.Join('|', SyntaxPieces.Of(file).Select(piece => piece.Kind)));
    }

    [Fact]
    public void Whatever_the_bytes_are_the_pieces_are_the_file() => Gen.Byte.Array[0, 300].Sample(Tiles, iter: 20_000);

    [Fact]
    public void Whatever_looks_like_a_configuration_is_read() =>
        Gen.OneOf(Gen.Int[0, Fragments.Length - 1].Select(index => Encoding.UTF8.GetBytes(Fragments[index])), Gen.Byte.Array[0, 4], Gen.Const(new byte[5000].Select(_ => (byte)'x').ToArray()))
            .Array[0, 40].Sample(parts => Tiles([.. parts.SelectMany(part => part)]), iter: 50_000);

    [Fact]
    public void The_data_of_the_tests_is_read_to_the_last_byte()
    {
        string[] paths = Directory.GetFiles(TestData.Path("nginx-conf"), "*", SearchOption.AllDirectories);

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Tiles(File.ReadAllBytes(path)), path));
    }

    private static bool Tiles(byte[] bytes)
    {
        SyntaxFile file = SyntaxReader.Read("/f", bytes);
        int at = 0;
        foreach (SyntaxPiece piece in SyntaxPieces.Of(file))
        {
            if (piece.Start != at || piece.Length <= 0 || !Fits(piece, bytes))
            {
                return false;
            }

            at = piece.End;
        }

        return at == bytes.Length;
    }

    private static bool Fits(SyntaxPiece piece, byte[] bytes)
    {
        ReadOnlySpan<byte> content = bytes.AsSpan(piece.Start, piece.Length);
        return piece.Kind switch
        {
            SyntaxPieceKind.Blank => content.IndexOfAnyExcept(" \t\r\n"u8) < 0,
            SyntaxPieceKind.Comment => content[0] == '#' && !content.Contains((byte)'\n'),
            SyntaxPieceKind.Terminator => content[0] == ';',
            SyntaxPieceKind.BlockOpen => content[0] == '{',
            SyntaxPieceKind.BlockClose => content[0] == '}',
            _ => true,
        };
    }
}
