<?php
// PHP lets a space in a header's name pass, nginx does not.
header('X Cache: miss');
echo "invalid header\n";
