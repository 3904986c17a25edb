<?xml version="1.0" encoding="utf-8"?>
<!-- Of an assembly's documentation, the summaries of fields: what the values of enums mean. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8"/>
  <xsl:template match="/">
    <values>
      <xsl:for-each select="/doc/members/member[starts-with(@name, 'F:Nginx502.') and summary
          and not(contains(substring-after(substring-after(@name, 'F:Nginx502.'), '.'), '.'))]">
        <value name="{substring-after(@name, 'F:')}">
          <xsl:apply-templates select="summary/node()"/>
        </value>
      </xsl:for-each>
    </values>
  </xsl:template>
  <xsl:template match="see">
    <xsl:call-template name="last-name">
      <xsl:with-param name="name" select="@cref"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template name="last-name">
    <xsl:param name="name"/>
    <xsl:choose>
      <xsl:when test="contains($name, '.')">
        <xsl:call-template name="last-name">
          <xsl:with-param name="name" select="substring-after($name, '.')"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$name"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
